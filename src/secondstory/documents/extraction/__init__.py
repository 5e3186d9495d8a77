"""From the blocks of a document to its fields: a `Document` comes in, a `PostMortem` goes out."""
