"""Previews of public files, made by a worker and shown without anybody else's viewer."""
