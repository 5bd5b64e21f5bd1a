"""The Insurance Knowledge Hub: Markdown and data in, an approved site out.

Layers, lowest first, held by `tests/test_architecture.py`:
problems · text, model · reading, composing · checks, approving · site · outputs · shell · cli.
Nothing here imports MkDocs; `hooks/*.py` translate its events to calls of this package.
"""
