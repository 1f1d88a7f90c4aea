const DRIFT_CHECK_MS = 5_000;
const DRIFT_MS = 30_000;
/** Where the browser itself says that the network went, a living connection need not be given long to prove it wrong. */
const OFFLINE_PATIENCE_MS = 1_000;

/**
 * Tells when the device may have been away: the network came or went, the page became visible, the machine slept (a timer
 * that fires far too late). Timers alone are no proof in a hidden page, where browsers throttle them.
 *
 * @returns {() => void} stops it
 */
export function onWakeUp(wake, { window, document, clock }) {
  const online = () => wake();
  const offline = () => wake({ patienceMs: OFFLINE_PATIENCE_MS });
  const visible = () => document.visibilityState === 'visible' && wake();
  window.addEventListener('online', online);
  window.addEventListener('offline', offline);
  window.addEventListener('pageshow', online);
  document.addEventListener('visibilitychange', visible);
  let timer = null;
  const watch = (since) => {
    timer = clock.setTimeout(() => {
      const now = clock.now();
      if (now - since > DRIFT_CHECK_MS + DRIFT_MS) {
        wake();
      }
      watch(now);
    }, DRIFT_CHECK_MS);
  };
  watch(clock.now());
  return () => {
    clock.clearTimeout(timer);
    window.removeEventListener('online', online);
    window.removeEventListener('offline', offline);
    window.removeEventListener('pageshow', online);
    document.removeEventListener('visibilitychange', visible);
  };
}
