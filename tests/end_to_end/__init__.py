"""The whole bot as a process, driven through the practice workspace as people would."""
