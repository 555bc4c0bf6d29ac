/* What a crash does: the volatile tree becomes the durable one. */
#include "disk.h"

#include <time.h>

#define TO_CLOSE_MS 10000

static int opens;

static void add_opens(struct inode *inode, void *none) {
    (void)none;
    opens += inode->opens;
}

/* Handles of a process that was killed are released a moment later. Holds the lock when it returns. */
static bool nothing_open(void) {
    for (int waited = 0;; waited += 5) {
        opens = 0;
        for_each_inode(add_opens, NULL);
        if (opens == 0 || waited >= TO_CLOSE_MS)
            return opens == 0;
        pthread_mutex_unlock(&lock);
        nanosleep(&(struct timespec){0, 5000000}, NULL);
        pthread_mutex_lock(&lock);
    }
}

static off_t differing(int now, int then, off_t from, off_t to) {
    char a[4096], b[4096];
    off_t count = 0;
    while (from < to) {
        size_t want = (size_t)(to - from) < sizeof a ? (size_t)(to - from) : sizeof a;
        memset(a, 0, want);
        memset(b, 0, want);
        if (pread(now, a, want, from) < 0 || (then >= 0 && pread(then, b, want, from) < 0))
            return count;
        for (size_t i = 0; i < want; i++)
            count += a[i] != b[i];
        from += want;
    }
    return count;
}

static const struct entry *named(const struct inode *dir, const char *name) {
    const struct entry *entry = dir->entries;
    while (entry != NULL && strcmp(entry->name, name) != 0)
        entry = entry->next;
    return entry;
}

static void tell_bytes(FILE *out, const char *path, int fd, struct inode *inode, off_t size) {
    off_t bytes = 0, differ = 0;
    int durable = durable_open(inode, O_RDONLY);
    for (struct range *range = inode->dirty; range != NULL; range = range->next) {
        bytes += range->to - range->from;
        differ += differing(fd, durable, range->from, range->to);
    }
    if (durable >= 0)
        close(durable);
    if (bytes > 0 || size != inode->durable_size)
        fprintf(out, "bytes\t%s\t%jd\t%jd\t%jd\t%jd\n", path, (intmax_t)bytes, (intmax_t)differ, (intmax_t)size,
                (intmax_t)inode->durable_size);
}

/* A line for each file whose bytes and each name that a crash changes. */
static void tell(FILE *out, int fd, struct inode *dir, const char *path) {
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = again < 0 ? NULL : fdopendir(again);
    if (list == NULL)
        return;
    for (struct dirent *at; (at = readdir(list)) != NULL;) {
        struct stat st;
        if (strcmp(at->d_name, ".") == 0 || strcmp(at->d_name, "..") == 0
            || fstatat(fd, at->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        char child[4096];
        snprintf(child, sizeof child, "%.2000s/%s", path, at->d_name);
        struct inode *inode = inode_of(&st);
        const struct entry *durable = named(dir, at->d_name);
        if (durable == NULL || durable->inode != inode)
            fprintf(out, "name\t%s\t%s\n", child, durable == NULL ? "lost" : "another");
        int open = S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) ? openat(fd, at->d_name, O_RDONLY | O_CLOEXEC) : -1;
        if (open >= 0 && S_ISREG(st.st_mode))
            tell_bytes(out, child, open, inode, st.st_size);
        if (open >= 0 && S_ISDIR(st.st_mode))
            tell(out, open, inode, child);
        if (open >= 0)
            close(open);
    }
    closedir(list);
    for (struct entry *entry = dir->entries; entry != NULL; entry = entry->next)
        if (faccessat(fd, entry->name, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
            fprintf(out, "name\t%s/%s\tback\n", path, entry->name);
}

static void clear(int fd) {
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = again < 0 ? NULL : fdopendir(again);
    if (list == NULL)
        return;
    for (struct dirent *at; (at = readdir(list)) != NULL;) {
        if (strcmp(at->d_name, ".") == 0 || strcmp(at->d_name, "..") == 0)
            continue;
        if (unlinkat(fd, at->d_name, 0) == 0)
            continue;
        int child = openat(fd, at->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (child >= 0) {
            clear(child);
            close(child);
            unlinkat(fd, at->d_name, AT_REMOVEDIR);
        }
    }
    closedir(list);
}

static int fill(struct inode *inode, int fd) {
    int durable = durable_open(inode, O_RDONLY);
    int failed = 0;
    off_t at = 0;
    while (durable >= 0 && !failed && (at = lseek(durable, at, SEEK_DATA)) >= 0) {
        off_t end = lseek(durable, at, SEEK_HOLE);
        char buffer[1 << 16];
        while (!failed && at < end) {
            ssize_t got = pread(durable, buffer, (size_t)(end - at) < sizeof buffer ? (size_t)(end - at) : sizeof buffer, at);
            if (got <= 0 || pwrite(fd, buffer, got, at) != got)
                failed = -EIO;
            else
                at += got;
        }
    }
    if (durable >= 0)
        close(durable);
    return failed || ftruncate(fd, inode->durable_size) != 0 ? -EIO : 0;
}

static int restore(struct inode *dir, int fd, const char *path);

static int restore_entry(struct entry *entry, int fd, const char *path) {
    struct inode *inode = entry->inode;
    struct stat st;
    int failed = 0;
    if (S_ISREG(inode->mode) && inode->placed != NULL)
        return linkat(volatile_dir, inode->placed, fd, entry->name, 0) != 0 ? -errno : 0;
    if (inode->ino != 0)
        return 0; /* a directory that was moved, seen by both its names: it is where it was met first */
    int made = -1;
    if (S_ISDIR(inode->mode)) {
        failed = mkdirat(fd, entry->name, 0700) != 0 ? -errno : 0;
        made = failed ? -1 : openat(fd, entry->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    } else if (S_ISREG(inode->mode)) {
        made = openat(fd, entry->name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    } else if (S_ISLNK(inode->mode)) {
        failed = symlinkat(inode->target, fd, entry->name) != 0 ? -errno : 0;
    } else {
        return 0; /* sockets and pipes are made anew by who needs them */
    }
    if (failed || fstatat(fd, entry->name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return failed ? failed : -errno;
    inode_place(inode, &st);
    if (asprintf(&inode->placed, "%s/%s", path, entry->name) < 0)
        return -ENOMEM;
    if (S_ISREG(inode->mode))
        failed = fill(inode, made);
    else if (S_ISDIR(inode->mode))
        failed = restore(inode, made, inode->placed);
    if (made >= 0) {
        if (fchown(made, inode->uid, inode->gid) != 0 || fchmod(made, inode->mode & 07777) != 0)
            failed = -errno;
        close(made);
    }
    return failed;
}

static int restore(struct inode *dir, int fd, const char *path) {
    int failed = 0;
    for (struct entry *entry = dir->entries; entry != NULL && !failed; entry = entry->next)
        failed = restore_entry(entry, fd, path);
    return failed;
}

static void unplace(struct inode *inode, void *none) {
    (void)none;
    free(inode->placed);
    inode->placed = NULL;
}

/* Opens the file wherever it is in the volatile tree, and tells where. */
static int find(int fd, const struct inode *inode, char *path, size_t size) {
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = again < 0 ? NULL : fdopendir(again);
    int found = -1;
    size_t length = strlen(path);
    if (list == NULL)
        return -1;
    for (struct dirent *at; found < 0 && (at = readdir(list)) != NULL;) {
        struct stat st;
        if (strcmp(at->d_name, ".") == 0 || strcmp(at->d_name, "..") == 0
            || fstatat(fd, at->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0
            || !(S_ISREG(st.st_mode) ? st.st_ino == inode->ino : S_ISDIR(st.st_mode)))
            continue;
        snprintf(path + length, size - length, "/%s", at->d_name);
        int child = openat(fd, at->d_name, O_RDONLY | O_CLOEXEC);
        if (S_ISREG(st.st_mode)) {
            found = child;
        } else if (child >= 0) {
            found = find(child, inode, path, size);
            close(child);
        }
        if (found < 0)
            path[length] = 0;
    }
    closedir(list);
    return found;
}

/* Of the last unsynced write some whole sectors, but not all, are on the disk. */
static int tear(FILE *out, uint64_t seed) {
    struct unsynced_write write;
    struct inode *inode = tearable(&write);
    if (inode == NULL)
        return 0;
    off_t first = (write.from / SECTOR + 1) * SECTOR;
    off_t bounds = (write.to - 1 - first) / SECTOR + 1;
    off_t length = first + (off_t)(draw(&seed) % bounds) * SECTOR - write.from;
    char path[4096] = "";
    int fd = find(volatile_dir, inode, path, sizeof path);
    int durable = durable_open(inode, O_RDWR | O_CREAT);
    char *bytes = malloc(length);
    bool done = fd >= 0 && durable >= 0 && bytes != NULL && pread(fd, bytes, length, write.from) == length
                && pwrite(durable, bytes, length, write.from) == length;
    if (done && write.from + length > inode->durable_size)
        inode->durable_size = write.from + length;
    if (done)
        fprintf(out, "torn\t%s\t%jd\t%jd\t%jd\n", path, (intmax_t)write.from, (intmax_t)(write.to - write.from),
                (intmax_t)length);
    free(bytes);
    if (durable >= 0)
        close(durable);
    if (fd >= 0)
        close(fd);
    return done ? 0 : -EIO;
}

int lose(FILE *out, bool torn, uint64_t seed) {
    faults.crash = true;
    if (!nothing_open()) {
        faults.crash = faults.stall = false;
        fprintf(out, "%d handles are open: kill the process first\n", opens);
        return IMPOSSIBLE;
    }
    struct inode *root = root_inode();
    tell(out, volatile_dir, root, "");
    int failed = torn ? tear(out, seed) : 0;
    inode_forget_all();
    clear(volatile_dir);
    struct stat st;
    if (!failed && fstat(volatile_dir, &st) == 0) {
        inode_place(root, &st);
        failed = restore(root, volatile_dir, ".");
    }
    for_each_inode(unplace, NULL);
    faults.crash = faults.stall = false;
    if (failed)
        fprintf(out, "the durable state could not be put back: %s\n", strerror(-failed));
    return failed ? IMPOSSIBLE : DONE;
}
