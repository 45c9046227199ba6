// Imported by a function's process: it is not to outlive the one that started it, however that one ends.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
});
