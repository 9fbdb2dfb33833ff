"""What people see: the page over the answering road, its interface, and what keeps both safe."""
