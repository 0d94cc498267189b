#ifndef CLIMITEDPROCESS_H
#define CLIMITEDPROCESS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What a program may use.
typedef struct {
  /// Address space, in bytes.
  uint64_t memory;
  /// Time of the processor, in seconds.
  uint64_t processor_seconds;
} CLimitedProcessLimits;

/// A program that runs.
typedef struct {
  pid_t process;
  /// The end of a pipe to read what the program writes to its standard output and, if that was asked for, error.
  int output;
} CLimitedProcess;

/// Starts a program with `input` as the file that is its standard input.
///
/// It gets an empty environment but for the locale, no other descriptors, no new privileges, may write no file, and dies
/// with the thread that started it. `arguments` ends with NULL. Returns 0 or a value of errno.
int climitedprocess_start(const char *path, char *const arguments[], const void *input, size_t input_size,
                          int merges_errors, CLimitedProcessLimits limits, CLimitedProcess *started);

/// Waits for the end of a program, killing it first when `kills` is set. Returns the status of waitpid.
int climitedprocess_finish(CLimitedProcess *started, int kills);

#endif
