/** The time and its timers, so that tests can hold them still. */
export const systemClock = {
  now: () => Date.now(),
  setTimeout: (task, ms) => setTimeout(task, ms),
  clearTimeout: (timer) => clearTimeout(timer),
};
