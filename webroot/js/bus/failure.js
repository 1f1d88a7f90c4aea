/** A coded failure, as the server answers it or as the connection causes it. */
export class Failure extends Error {
  /**
   * @param {{code: string, kind: 'REFUSED'|'RETRY'|'UNKNOWN', text?: string, retryAfterMs?: number}} wire
   *   REFUSED: do not repeat. RETRY: nothing was changed, repeat later. UNKNOWN: repeat with the same clientId.
   */
  constructor({ code, kind, text, retryAfterMs }) {
    super(text ?? code);
    this.name = 'Failure';
    this.code = code;
    this.kind = kind;
    this.retryAfterMs = retryAfterMs ?? null;
  }

  get refused() {
    return this.kind === 'REFUSED';
  }
}

/** Nothing was sent: there is no connection. */
export const notConnected = () => new Failure({ code: 'not_connected', kind: 'RETRY' });

/** It was sent, and the connection went before the answer came. */
export const connectionLost = () => new Failure({ code: 'connection_lost', kind: 'UNKNOWN' });

/** It was sent, and no answer came in time. */
export const noAnswer = () => new Failure({ code: 'no_answer', kind: 'UNKNOWN' });

/** A bridge `err` frame, or the failure of an HTTP body, as a failure; what has no known kind must not be repeated. */
export function failureFromWire(wire) {
  return new Failure({
    code: wire.code ?? 'internal',
    kind: wire.kind ?? 'REFUSED',
    text: wire.message ?? wire.text,
    retryAfterMs: wire.retryAfterMs,
  });
}
