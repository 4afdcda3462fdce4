"""Teaching the law with cases: the library, the presentation, the quiz and the gap map."""
