"""A C compiler, linker and library as WebAssembly: the files in `data`, which `manifest.json` there describes."""
