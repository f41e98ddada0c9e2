"""A file, folder, link or socket of the file system that loses power, with both of its halves."""

import time

BLOCK = 512


class Node:
    def __init__(self, mode, uid, gid):
        self.mode, self.uid, self.gid = mode, uid, gid
        self.times = [time.time()] * 3  # atime, mtime, ctime
        self.links = 1
        self.data, self.disk_data, self.dirty = bytearray(), bytearray(), set()
        self.children, self.disk_children = {}, {}

    def touch(self, first, end):
        """Marks the bytes from first to end as not on the disk."""
        self.dirty.update(range(first // BLOCK, (max(end, first + 1) - 1) // BLOCK + 1))
        self.times[1] = self.times[2] = time.time()

    def resize(self, size):
        old = len(self.data)
        if size < old:
            del self.data[size:]
        else:
            self.data.extend(bytes(size - old))
        self.touch(min(old, size), max(old, size))

    def sync(self):
        size = len(self.data)
        del self.disk_data[size:]
        self.disk_data.extend(bytes(size - len(self.disk_data)))
        for block in self.dirty:
            first = block * BLOCK
            self.disk_data[first:min(first + BLOCK, size)] = self.data[first:first + BLOCK]
        self.dirty.clear()

    def keep_some(self, share, chance):
        """Some of what was not synced has reached the disk all the same."""
        if self.dirty and chance.random() < share:
            size = len(self.data)
            del self.disk_data[size:]
            self.disk_data.extend(bytes(size - len(self.disk_data)))
        for block in sorted(self.dirty):
            first = block * BLOCK
            end = min(first + BLOCK, len(self.data), len(self.disk_data))
            if first < end and chance.random() < share:
                self.disk_data[first:end] = self.data[first:end]
