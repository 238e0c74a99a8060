"""The shipped words: complete, ours, faithful, well spelled and well set."""
