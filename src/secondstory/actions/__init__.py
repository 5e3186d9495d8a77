"""What we will change: contributing factors come in; action items with one owner, a date and a definition of done go out."""
