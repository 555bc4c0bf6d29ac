/* The file system: everything is done to the volatile tree, and noted. */
#include "disk.h"

#include <fuse.h>
#include <linux/falloc.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <time.h>

struct handle {
    int fd;
    struct inode *inode;
};

static struct handle *handle(struct fuse_file_info *fi) {
    return (struct handle *)(uintptr_t)fi->fh;
}

static int answer(int result) {
    return result < 0 ? -errno : 0;
}

static void hold_up(long ms) {
    if (ms <= 0)
        return;
    struct timespec wait = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&wait, &wait) != 0 && errno == EINTR)
        ;
    pthread_mutex_lock(&lock);
    counters.delays++;
    pthread_mutex_unlock(&lock);
}

/* With the lock held. */
static bool eio(bool concerned) {
    if (!concerned || (int)(draw(&faults.seed) % 1000) >= faults.eio_permille)
        return false;
    counters.eio++;
    return true;
}

/* With the lock held: whether there is room for so many more bytes; without any quota to spare, not even for old ones. */
static bool no_room(off_t more) {
    if (!faults.full || (faults.quota > 0 && (more <= 0 || bytes_used() + more <= faults.quota)))
        return false;
    counters.enospc++;
    return true;
}

static bool no_room_locked(void) {
    pthread_mutex_lock(&lock);
    bool none = no_room(1);
    pthread_mutex_unlock(&lock);
    return none;
}

static int op_getattr(const char *path, struct stat *st, struct fuse_file_info *fi) {
    return answer(fi != NULL ? fstat(handle(fi)->fd, st)
                             : fstatat(volatile_dir, below(path), st, AT_SYMLINK_NOFOLLOW));
}

static int op_readlink(const char *path, char *buffer, size_t size) {
    ssize_t length = readlinkat(volatile_dir, below(path), buffer, size - 1);
    if (length < 0)
        return -errno;
    buffer[length] = 0;
    return 0;
}

static int op_mknod(const char *path, mode_t mode, dev_t device) {
    return no_room_locked() ? -ENOSPC : answer(mknodat(volatile_dir, below(path), mode, device));
}

static int op_mkdir(const char *path, mode_t mode) {
    return no_room_locked() ? -ENOSPC : answer(mkdirat(volatile_dir, below(path), mode));
}

static int op_symlink(const char *target, const char *path) {
    return no_room_locked() ? -ENOSPC : answer(symlinkat(target, volatile_dir, below(path)));
}

static int op_link(const char *from, const char *to) {
    return answer(linkat(volatile_dir, below(from), volatile_dir, below(to), 0));
}

/* The inode at a path whose last name is about to go; NULL if it stays. */
static struct inode *losing_its_name(const char *path) {
    struct stat st;
    if (fstatat(volatile_dir, below(path), &st, AT_SYMLINK_NOFOLLOW) != 0)
        return NULL;
    return S_ISDIR(st.st_mode) || st.st_nlink == 1 ? inode_of(&st) : NULL;
}

static int removed(const char *path, int flags) {
    pthread_mutex_lock(&lock);
    struct inode *inode = losing_its_name(path);
    int failed = answer(unlinkat(volatile_dir, below(path), flags));
    if (!failed && inode != NULL)
        inode_gone(inode);
    pthread_mutex_unlock(&lock);
    return failed;
}

static int op_unlink(const char *path) {
    return removed(path, 0);
}

static int op_rmdir(const char *path) {
    return removed(path, AT_REMOVEDIR);
}

static int op_rename(const char *from, const char *to, unsigned flags) {
    pthread_mutex_lock(&lock);
    struct inode *moved = inode_at(from);
    struct inode *replaced = flags == 0 ? losing_its_name(to) : NULL;
    int failed = answer(renameat2(volatile_dir, below(from), volatile_dir, below(to), flags));
    if (!failed && replaced != NULL && replaced != moved)
        inode_gone(replaced);
    pthread_mutex_unlock(&lock);
    return failed;
}

static int op_chmod(const char *path, mode_t mode, struct fuse_file_info *fi) {
    pthread_mutex_lock(&lock);
    int failed = answer(fi != NULL ? fchmod(handle(fi)->fd, mode) : fchmodat(volatile_dir, below(path), mode, 0));
    struct inode *inode = fi != NULL ? handle(fi)->inode : inode_at(path);
    if (!failed && inode != NULL)
        inode->mode = (inode->mode & S_IFMT) | (mode & 07777);
    pthread_mutex_unlock(&lock);
    return failed;
}

static int op_chown(const char *path, uid_t uid, gid_t gid, struct fuse_file_info *fi) {
    pthread_mutex_lock(&lock);
    int failed = answer(fi != NULL ? fchown(handle(fi)->fd, uid, gid)
                                   : fchownat(volatile_dir, below(path), uid, gid, AT_SYMLINK_NOFOLLOW));
    struct inode *inode = fi != NULL ? handle(fi)->inode : inode_at(path);
    if (!failed && inode != NULL) {
        inode->uid = uid == (uid_t)-1 ? inode->uid : uid;
        inode->gid = gid == (gid_t)-1 ? inode->gid : gid;
    }
    pthread_mutex_unlock(&lock);
    return failed;
}

static int op_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *fi) {
    return answer(fi != NULL ? futimens(handle(fi)->fd, times)
                             : utimensat(volatile_dir, below(path), times, AT_SYMLINK_NOFOLLOW));
}

/* With the lock held. */
static int cut(struct inode *inode, int fd, off_t size) {
    struct stat st;
    if (fstat(fd, &st) != 0)
        return -errno;
    if (size > st.st_size && no_room(size - st.st_size))
        return -ENOSPC;
    if (ftruncate(fd, size) != 0)
        return -errno;
    cut_to(inode, st.st_size, size);
    return 0;
}

static int op_truncate(const char *path, off_t size, struct fuse_file_info *fi) {
    pthread_mutex_lock(&lock);
    int fd = fi != NULL ? handle(fi)->fd : openat(volatile_dir, below(path), O_WRONLY | O_CLOEXEC);
    struct inode *inode = fi != NULL ? handle(fi)->inode : inode_at(path);
    int failed = fd < 0 || inode == NULL ? -errno : cut(inode, fd, size);
    if (fi == NULL && fd >= 0)
        close(fd);
    pthread_mutex_unlock(&lock);
    return failed;
}

/* A file is opened for reading too, which fsync must do; where to append is the kernel's to know, and what to sync ours. */
static int opened(const char *path, struct fuse_file_info *fi, int more, mode_t mode) {
    int access = (fi->flags & O_ACCMODE) == O_RDONLY ? O_RDONLY : O_RDWR;
    int flags = (fi->flags & ~(O_ACCMODE | O_APPEND | O_DIRECT | O_SYNC | O_DSYNC | O_TRUNC)) | access | more;
    struct handle *handle = malloc(sizeof *handle);
    if (handle == NULL)
        return -ENOMEM;
    pthread_mutex_lock(&lock);
    struct stat st;
    handle->fd = openat(volatile_dir, below(path), flags | O_CLOEXEC, mode);
    int failed = handle->fd < 0 || fstat(handle->fd, &st) != 0 ? -errno : 0;
    if (!failed) {
        handle->inode = inode_of(&st);
        if ((fi->flags & O_TRUNC) && access == O_RDWR)
            failed = cut(handle->inode, handle->fd, 0);
    }
    if (failed) {
        if (handle->fd >= 0)
            close(handle->fd);
        free(handle);
    } else {
        handle->inode->opens++;
        fi->fh = (uintptr_t)handle;
    }
    pthread_mutex_unlock(&lock);
    return failed;
}

static int op_open(const char *path, struct fuse_file_info *fi) {
    return opened(path, fi, 0, 0);
}

static int op_create(const char *path, mode_t mode, struct fuse_file_info *fi) {
    return no_room_locked() ? -ENOSPC : opened(path, fi, O_CREAT, mode);
}

static int op_release(const char *path, struct fuse_file_info *fi) {
    (void)path;
    pthread_mutex_lock(&lock);
    close(handle(fi)->fd);
    inode_release(handle(fi)->inode);
    pthread_mutex_unlock(&lock);
    free(handle(fi));
    return 0;
}

static int op_read(const char *path, char *buffer, size_t size, off_t at, struct fuse_file_info *fi) {
    (void)path;
    pthread_mutex_lock(&lock);
    counters.reads++;
    long wait = faults.read_ms;
    bool refused = eio(faults.eio_reads);
    pthread_mutex_unlock(&lock);
    hold_up(wait);
    if (refused)
        return -EIO;
    ssize_t got = pread(handle(fi)->fd, buffer, size, at);
    return got < 0 ? -errno : got;
}

/* With the lock held. */
static int write_now(const char *bytes, size_t size, off_t at, struct fuse_file_info *fi) {
    struct stat st;
    if (eio(faults.eio_writes))
        return -EIO;
    if (fstat(handle(fi)->fd, &st) != 0)
        return -errno;
    if (no_room(at + (off_t)size - st.st_size))
        return -ENOSPC;
    ssize_t put = pwrite(handle(fi)->fd, bytes, size, at);
    if (put < 0)
        return -errno;
    counters.writes++;
    counters.bytes_written += put;
    wrote(handle(fi)->inode, at, at + put);
    return put;
}

/* Waits while syncs are stalled, and keeps the lock. Whether the sync is to be done: 0, or why not, or 1 if it is only said to be. */
static int sync_begins(void) {
    pthread_mutex_lock(&lock);
    long wait = faults.sync_ms;
    pthread_mutex_unlock(&lock);
    hold_up(wait);
    pthread_mutex_lock(&lock);
    while (faults.stall && !faults.crash) {
        pthread_mutex_unlock(&lock);
        nanosleep(&(struct timespec){0, 2000000}, NULL);
        pthread_mutex_lock(&lock);
    }
    if (faults.crash || eio(faults.eio_syncs))
        return -EIO;
    if (faults.lie) {
        counters.syncs_lied++;
        return 1;
    }
    return 0;
}

static int op_write(const char *path, const char *bytes, size_t size, off_t at, struct fuse_file_info *fi) {
    (void)path;
    pthread_mutex_lock(&lock);
    long wait = faults.write_ms;
    pthread_mutex_unlock(&lock);
    hold_up(wait);
    pthread_mutex_lock(&lock);
    int result = write_now(bytes, size, at, fi);
    pthread_mutex_unlock(&lock);
    if (result > 0 && (fi->flags & (O_SYNC | O_DSYNC))) {
        int failed = sync_begins();
        if (failed == 0)
            failed = sync_range(handle(fi)->inode, handle(fi)->fd, at, at + result);
        pthread_mutex_unlock(&lock);
        result = failed < 0 ? failed : result;
    }
    return result;
}

static int op_fsync(const char *path, int data_only, struct fuse_file_info *fi) {
    (void)path;
    (void)data_only;
    int failed = sync_begins();
    if (failed == 0) {
        counters.syncs++;
        failed = sync_file(handle(fi)->inode, handle(fi)->fd);
    }
    pthread_mutex_unlock(&lock);
    return failed == 1 ? 0 : failed;
}

static int op_fsyncdir(const char *path, int data_only, struct fuse_file_info *fi) {
    (void)path;
    (void)data_only;
    int failed = sync_begins();
    if (failed == 0) {
        struct stat st;
        counters.dir_syncs++;
        failed = fstat(fi->fh, &st) != 0 ? -errno : sync_directory(inode_of(&st), fi->fh);
    }
    pthread_mutex_unlock(&lock);
    return failed == 1 ? 0 : failed;
}

static int op_fallocate(const char *path, int mode, off_t at, off_t length, struct fuse_file_info *fi) {
    (void)path;
    struct stat st;
    pthread_mutex_lock(&lock);
    int failed = fstat(handle(fi)->fd, &st) != 0 ? -errno : 0;
    if (!failed && !(mode & FALLOC_FL_PUNCH_HOLE) && no_room(at + length - st.st_size))
        failed = -ENOSPC;
    if (!failed && (mode & ~(FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE | FALLOC_FL_ZERO_RANGE)))
        failed = -EOPNOTSUPP;
    if (!failed)
        failed = answer(fallocate(handle(fi)->fd, mode, at, length));
    if (!failed && (mode & (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_ZERO_RANGE)))
        wrote(handle(fi)->inode, at, at + length);
    pthread_mutex_unlock(&lock);
    return failed;
}

static int op_statfs(const char *path, struct statvfs *st) {
    (void)path;
    if (fstatvfs(volatile_dir, st) != 0)
        return -errno;
    pthread_mutex_lock(&lock);
    if (faults.full) {
        off_t left = faults.quota - bytes_used();
        st->f_bavail = st->f_bfree = left > 0 ? left / st->f_frsize : 0;
    }
    pthread_mutex_unlock(&lock);
    return 0;
}

static int op_opendir(const char *path, struct fuse_file_info *fi) {
    int fd = openat(volatile_dir, below(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fi->fh = fd;
    return fd < 0 ? -errno : 0;
}

static int op_releasedir(const char *path, struct fuse_file_info *fi) {
    (void)path;
    close(fi->fh);
    return 0;
}

static int op_readdir(const char *path, void *list, fuse_fill_dir_t fill, off_t at, struct fuse_file_info *fi,
                      enum fuse_readdir_flags flags) {
    (void)path;
    (void)at;
    (void)flags;
    int fd = openat(fi->fh, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (dir == NULL)
        return -errno;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (fill(list, entry->d_name, NULL, 0, 0) != 0)
            break;
    closedir(dir);
    return 0;
}

/* Nothing is cached between calls but the bytes of open files: what a loss changes is seen at once. */
static void *op_init(struct fuse_conn_info *connection, struct fuse_config *config) {
    (void)connection;
    config->entry_timeout = config->attr_timeout = config->negative_timeout = 0;
    config->use_ino = 1;
    config->hard_remove = 1;
    config->nullpath_ok = 1;
    return fuse_get_context()->private_data;
}

const struct fuse_operations operations = {
    .init = op_init,
    .getattr = op_getattr,
    .readlink = op_readlink,
    .mknod = op_mknod,
    .mkdir = op_mkdir,
    .symlink = op_symlink,
    .link = op_link,
    .unlink = op_unlink,
    .rmdir = op_rmdir,
    .rename = op_rename,
    .chmod = op_chmod,
    .chown = op_chown,
    .utimens = op_utimens,
    .truncate = op_truncate,
    .open = op_open,
    .create = op_create,
    .release = op_release,
    .read = op_read,
    .write = op_write,
    .fsync = op_fsync,
    .fsyncdir = op_fsyncdir,
    .fallocate = op_fallocate,
    .statfs = op_statfs,
    .opendir = op_opendir,
    .releasedir = op_releasedir,
    .readdir = op_readdir,
};
