const TYPES = new Set(['message', 'edited', 'deleted']);

/** Whether an event says how a message is now: as it was posted, as it was edited, or that it was deleted. */
export const isMessage = (event) => TYPES.has(event.type);

/** Whether nothing but a tombstone is left of it. */
export const isDeleted = (event) => event.type === 'deleted';

/** Whether the new text must be asked for: not all who hear of it may see it. */
export const isWithheld = (event) => event.type === 'edited' && event.text === undefined;
