"""The HTML document around the page, as a reader, a search engine or a link preview receives it before any script runs.

Comes in: the document that Gradio makes. Goes out: the same in the page's own language, under its own title, naming no
other address.
"""

import re

from markupsafe import escape

from assistant.web.words import Language, words

_LANG = re.compile(r'(<html\b[^>]*?\blang=")[^"]*(")', re.DOTALL)
_PREVIEWS = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*', re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>\s*", re.DOTALL)
_TAGS = {"zh": "zh-CN", "en": "en"}


def settled(html: str, language: Language, head: str = "") -> str:
    """Set language, title and description; take out what Gradio says of itself; put *head* in, which Gradio would add late.

    >>> settled('<html lang="en"><head><meta property="og:title" content="Gradio"></head><body>', "zh")[:36]
    '<html lang="zh-CN"><head><title>决算问答'
    """
    w = words(language)
    html = _LANG.sub(rf"\g<1>{_TAGS[language]}\g<2>", html, count=1)
    html = _TITLE.sub("", _PREVIEWS.sub("", html))
    said = (
        f"<title>{escape(w['title'])} · {escape(w['tagline'])}</title>"
        f'<meta name="description" content="{escape(w["welcome_more"])}">'
        f'<meta property="og:title" content="{escape(w["title"])}">'
        f'<meta property="og:description" content="{escape(w["tagline"])}">'
    )
    html = html.replace("</head>", f"{head}</head>", 1).replace("<head>", f"<head>{said}", 1)
    return re.sub(r"<body\b[^>]*>", lambda found: f"{found.group()}<noscript>{escape(w['no_script'])}</noscript>", html, count=1)
