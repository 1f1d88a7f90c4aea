// Where the server is. A node whose configuration says otherwise serves its own text in place of this file.
export const api = '';
export const bridge = '/bus';
