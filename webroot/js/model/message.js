const TYPES = new Set(['message', 'edited', 'deleted']);

/** Whether an event says how a message is now: as it was posted, as it was edited, or that it was deleted. */
export const isMessage = (event) => TYPES.has(event.type);

/** Whether nothing but a tombstone is left of it. */
export const isDeleted = (event) => event.type === 'deleted';

/** The last message as a view of its conversation shows it, as of the view's revision; null if there is none. */
export const fromPreview = ({ preview, rev }) =>
  preview ? { ...preview, type: preview.deleted ? 'deleted' : 'message', rev } : null;

/** Whether the new text must be asked for: not all who hear of it may see it. */
export const isWithheld = (event) => event.type === 'edited' && event.text === undefined;
