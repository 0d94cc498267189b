#define _GNU_SOURCE
#include "CLimitedProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/// A file in memory that holds the input, at its beginning; -1 on failure.
static int file_with(const void *bytes, size_t size) {
  int file = memfd_create("input", MFD_CLOEXEC);
  if (file < 0) return -1;
  const char *rest = bytes;
  while (size > 0) {
    ssize_t written = write(file, rest, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      close(file);
      return -1;
    }
    rest += written;
    size -= (size_t)written;
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

/// Sets a limit; a program that cannot be limited is not run.
static void limit(int resource, uint64_t value) {
  struct rlimit bound = {value, value};
  if (setrlimit(resource, &bound) != 0) _exit(127);
}

/// What happens between fork and exec: only calls that are safe after a fork of one thread of many.
static void become(const char *path, char *const arguments[], int input, int output, int error, int parent,
                   CLimitedProcessLimits limits) {
  static char *const environment[] = {"LC_ALL=C.UTF-8", "TZ=UTC", NULL};
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGPIPE, SIG_DFL);
  if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(error, 2) < 0) _exit(127);
  close_range(3, ~0U, 0);
  if (chdir("/") != 0) _exit(127);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, 32);
  limit(RLIMIT_AS, limits.memory);
  limit(RLIMIT_CPU, limits.processor_seconds);
  execve(path, arguments, environment);
  _exit(127);
}

int climitedprocess_start(const char *path, char *const arguments[], const void *input, size_t input_size,
                          int merges_errors, CLimitedProcessLimits limits, CLimitedProcess *started) {
  int file = file_with(input, input_size);
  if (file < 0) return errno ? errno : EIO;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    int code = errno;
    close(file);
    return code;
  }
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  int error = merges_errors || nowhere < 0 ? ends[1] : nowhere;
  pid_t parent = getpid();
  pid_t process = fork();
  if (process == 0) become(path, arguments, file, ends[1], error, parent, limits);
  int code = process < 0 ? errno : 0;
  close(file);
  close(ends[1]);
  if (nowhere >= 0) close(nowhere);
  if (code != 0) {
    close(ends[0]);
    return code;
  }
  started->process = process;
  started->output = ends[0];
  return 0;
}

int climitedprocess_finish(CLimitedProcess *started, int kills) {
  if (kills) kill(started->process, SIGKILL);
  close(started->output);
  int status = 0;
  while (waitpid(started->process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}
