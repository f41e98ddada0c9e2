"""A file system that loses power on command.

It lies in memory and has two halves: what programs see, and what is on the "disk". A write reaches the first half
only. fsync or fdatasync of a file brings that file's data to the disk, fsync of a folder brings its names there.
Nothing else does: no timer, no close, no sync of another file. After a cut the disk is all there is, and whoever
had a file open gets EIO.

    power-cut-fs.py MOUNTPOINT

Commands on stdin, one per line, each answered with one line on stdout:

    cut SHARE SEED   power off: everything fails with EIO. Of what was not synced, this share survives (0 to 1):
                     data by blocks of 512 bytes in no order, names as a prefix of what was done, as a journal has it
    on               power on: what is on the disk can be seen
    fault NAME       none; noSpace: writes fail with ENOSPC; writeFails, syncFails: they fail with EIO
"""

import errno
import os
import random
import stat
import sys
import threading
import time

sys.path.append('/usr/lib/python3/dist-packages')
from fusepy import FUSE, FuseOSError, Operations  # noqa: E402 (Debian keeps it there)

from node import Node  # noqa: E402


class PowerCutFs(Operations):
    def __init__(self):
        self.guard = threading.RLock()
        self.root = Node(stat.S_IFDIR | 0o755, os.getuid(), os.getgid())
        self.off = False
        self.fault = 'none'
        self.handles, self.next_handle = {}, 1
        self.unsynced_names = []  # each: the changes of one operation, as (folder, name, node or None)

    def __call__(self, op, *args):
        with self.guard:
            if self.off and op not in ('init', 'destroy', 'release', 'releasedir', 'flush'):
                raise FuseOSError(errno.EIO)
            return super().__call__(op, *args)

    # --- what the campaign commands

    def cut(self, share, seed):
        chance = random.Random(seed)
        with self.guard:
            self.off = True
            self.handles.clear()
            kept = sum(1 for _ in self.unsynced_names if chance.random() < share)
            for changes in self.unsynced_names[:kept]:
                for folder, name, node in changes:
                    apply(folder.disk_children, name, node)
            self.unsynced_names.clear()
            self.lose(self.root, share, chance, set())

    def lose(self, node, share, chance, seen):
        if node in seen:
            return
        seen.add(node)
        node.keep_some(share, chance)
        node.data, node.dirty = bytearray(node.disk_data), set()
        node.children = dict(node.disk_children)
        for name in sorted(node.children):
            self.lose(node.children[name], share, chance, seen)

    def command(self, line):
        name, *words = line.split()
        if name == 'cut':
            self.cut(float(words[0]), int(words[1]))
        elif name == 'on':
            self.off = False
        elif name == 'fault':
            self.fault = words[0]
        return 'ok'

    # --- names

    def find(self, path):
        node = self.root
        for name in filter(None, path.split('/')):
            node = node.children.get(name)
            if node is None:
                raise FuseOSError(errno.ENOENT)
        return node

    def split(self, path):
        folder, _, name = path.rpartition('/')
        return self.find(folder), name

    def change(self, *changes):
        for folder, name, node in changes:
            apply(folder.children, name, node)
            folder.times[1] = folder.times[2] = time.time()
        self.unsynced_names.append(changes)

    def add(self, path, mode):
        self.refuse_writes()
        parent, name = self.split(path)
        if name in parent.children:
            raise FuseOSError(errno.EEXIST)
        node = Node(mode, os.getuid(), os.getgid())
        self.change((parent, name, node))
        return node

    def mknod(self, path, mode, dev):
        self.add(path, mode)

    def mkdir(self, path, mode):
        self.add(path, stat.S_IFDIR | mode)

    def symlink(self, target, source):
        link = self.add(target, stat.S_IFLNK | 0o777)
        # Where a link leads lies beside its name in the journal: it is there if the name is.
        link.data.extend(source.encode())
        link.touch(0, len(link.data))
        link.sync()

    def link(self, target, source):
        node = self.find(source)
        node.links += 1
        parent, name = self.split(target)
        self.change((parent, name, node))

    def unlink(self, path):
        parent, name = self.split(path)
        self.find(path).links -= 1
        self.change((parent, name, None))

    def rmdir(self, path):
        if self.find(path).children:
            raise FuseOSError(errno.ENOTEMPTY)
        self.unlink(path)

    def rename(self, old, new):
        node = self.find(old)
        (old_parent, old_name), (new_parent, new_name) = self.split(old), self.split(new)
        replaced = new_parent.children.get(new_name)
        if replaced is not None and replaced.children:
            raise FuseOSError(errno.ENOTEMPTY)
        self.change((old_parent, old_name, None), (new_parent, new_name, node))

    def readdir(self, path, fh):
        return ['.', '..', *self.find(path).children]

    def readlink(self, path):
        return self.find(path).data.decode()

    def fsyncdir(self, path, datasync, fh):
        if self.fault == 'syncFails':
            raise FuseOSError(errno.EIO)
        node = self.find(path)
        node.disk_children = dict(node.children)
        left = ([c for c in changes if c[0] is not node] for changes in self.unsynced_names)
        self.unsynced_names = [changes for changes in left if changes]

    # --- files

    def handle(self, node):
        self.next_handle += 1
        self.handles[self.next_handle] = node
        return self.next_handle

    def opened(self, path, fh):
        if fh is None:
            return self.find(path)
        if fh not in self.handles:  # opened before the power was cut
            raise FuseOSError(errno.EIO)
        return self.handles[fh]

    def refuse_writes(self):
        if self.fault == 'noSpace':
            raise FuseOSError(errno.ENOSPC)
        if self.fault == 'writeFails':
            raise FuseOSError(errno.EIO)

    def create(self, path, mode, fi=None):
        return self.handle(self.add(path, stat.S_IFREG | mode))

    def open(self, path, flags):
        return self.handle(self.find(path))

    def release(self, path, fh):
        self.handles.pop(fh, None)

    def read(self, path, size, offset, fh):
        return bytes(self.opened(path, fh).data[offset:offset + size])

    def write(self, path, data, offset, fh):
        self.refuse_writes()
        node = self.opened(path, fh)
        if offset > len(node.data):
            node.resize(offset)
        node.data[offset:offset + len(data)] = data
        node.touch(offset, offset + len(data))
        return len(data)

    def truncate(self, path, length, fh=None):
        self.opened(path, fh).resize(length)

    def fsync(self, path, datasync, fh):
        if self.fault == 'syncFails':
            raise FuseOSError(errno.EIO)
        self.opened(path, fh).sync()

    # --- attributes: on the disk at once

    def getattr(self, path, fh=None):
        node = self.opened(path, fh)
        atime, mtime, ctime = node.times
        return {'st_mode': node.mode, 'st_uid': node.uid, 'st_gid': node.gid, 'st_nlink': max(node.links, 1),
                'st_size': len(node.data), 'st_blocks': -(-len(node.data) // 512),
                'st_atime': atime, 'st_mtime': mtime, 'st_ctime': ctime}

    def chmod(self, path, mode):
        node = self.find(path)
        node.mode = stat.S_IFMT(node.mode) | stat.S_IMODE(mode)

    def chown(self, path, uid, gid):
        node = self.find(path)
        node.uid, node.gid = (uid if uid >= 0 else node.uid), (gid if gid >= 0 else node.gid)

    def utimens(self, path, times=None):
        self.find(path).times[:2] = times or (time.time(), time.time())

    def statfs(self, path):
        free = 0 if self.fault == 'noSpace' else 1 << 20
        return {'f_bsize': 4096, 'f_frsize': 4096, 'f_blocks': 1 << 20, 'f_bfree': free, 'f_bavail': free,
                'f_files': 1 << 20, 'f_ffree': 1 << 20, 'f_favail': 1 << 20, 'f_namemax': 255}

    def init(self, path):
        threading.Thread(target=self.obey, daemon=True).start()

    def obey(self):
        print('ready', flush=True)
        for line in sys.stdin:
            print(self.command(line), flush=True)


def apply(children, name, node):
    if node is None:
        children.pop(name, None)
    else:
        children[name] = node


if __name__ == '__main__':
    # No time-outs: after a cut the kernel must not answer from what it remembers.
    FUSE(PowerCutFs(), sys.argv[1], foreground=True, nothreads=True, fsname='power-cut-fs', big_writes=True,
         default_permissions=True, entry_timeout=0, attr_timeout=0, negative_timeout=0)
