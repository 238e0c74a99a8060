"""What people bring, as rows or text: tables, documents, PDF; what would burst is not opened."""
