"""`secondstory lsp`: a document open in an editor comes in, marks and quick fixes go out, as the language server protocol wants it."""
