"""Compiles and runs C programs in a sandbox: a `Job` goes in, a `Result` comes out."""
