/* What a medium does by itself: bytes that change, files that end early, synced or not. */
#include "disk.h"

static int open_both(FILE *out, const char *path, struct inode **inode, int fds[2]) {
    struct stat st;
    fds[0] = openat(volatile_dir, below(path), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fds[0] < 0 || fstat(fds[0], &st) != 0 || !S_ISREG(st.st_mode)) {
        fprintf(out, "no file %s\n", path);
        return IMPOSSIBLE;
    }
    *inode = inode_of(&st);
    fds[1] = durable_open(*inode, O_RDWR | O_CREAT);
    return fds[1] < 0 ? IMPOSSIBLE : DONE;
}

static void close_both(const int fds[2]) {
    if (fds[0] >= 0)
        close(fds[0]);
    if (fds[1] >= 0)
        close(fds[1]);
}

/* The number of bytes that are not zero, or the place of the one with that number. */
static off_t bytes_set(int fd, off_t wanted) {
    char buffer[1 << 16];
    off_t at = 0, seen = 0;
    for (ssize_t got; (got = pread(fd, buffer, sizeof buffer, at)) > 0; at += got)
        for (ssize_t i = 0; i < got; i++)
            if (buffer[i] != 0 && seen++ == wanted)
                return at + i;
    return seen;
}

/* One bit changes in a byte that is not zero, for much of a file that was made large beforehand is never looked at. */
int flip(FILE *out, const char *path, uint64_t seed) {
    struct inode *inode;
    int fds[2] = {-1, -1};
    int failed = open_both(out, path, &inode, fds);
    off_t count = failed ? 0 : bytes_set(fds[0], -1);
    if (!failed && count == 0) {
        fprintf(out, "%s holds nothing but zeros\n", path);
        failed = IMPOSSIBLE;
    }
    if (!failed) {
        off_t at = bytes_set(fds[0], (off_t)(draw(&seed) % count));
        unsigned char before = 0, after, read_back = 0;
        bool done = pread(fds[0], &before, 1, at) == 1;
        after = before ^ (1u << (draw(&seed) % 8));
        done = done && pwrite(fds[0], &after, 1, at) == 1 && pread(fds[0], &read_back, 1, at) == 1;
        if (at < inode->durable_size)
            done = done && pwrite(fds[1], &after, 1, at) == 1;
        fprintf(out, "flipped\t%s\t%jd\t%02x\t%02x\n", path, (intmax_t)at, before, read_back);
        failed = done ? DONE : IMPOSSIBLE;
    }
    close_both(fds);
    return failed;
}

/* The file ends within what it holds. */
int truncate_both(FILE *out, const char *path, uint64_t seed) {
    struct inode *inode;
    struct stat st;
    int fds[2] = {-1, -1};
    int failed = open_both(out, path, &inode, fds);
    off_t count = failed ? 0 : bytes_set(fds[0], -1);
    if (!failed && count == 0) {
        fprintf(out, "%s holds nothing but zeros\n", path);
        failed = IMPOSSIBLE;
    }
    if (!failed && fstat(fds[0], &st) == 0) {
        off_t size = bytes_set(fds[0], (off_t)(draw(&seed) % count));
        bool done = ftruncate(fds[0], size) == 0;
        cut_to(inode, st.st_size, size);
        if (size < inode->durable_size) {
            done = done && ftruncate(fds[1], size) == 0;
            inode->durable_size = size;
        }
        fprintf(out, "truncated\t%s\t%jd\t%jd\n", path, (intmax_t)st.st_size, (intmax_t)size);
        failed = done ? DONE : IMPOSSIBLE;
    }
    close_both(fds);
    return failed;
}
