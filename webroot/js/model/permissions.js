const ROLES = ['read_only', 'member', 'moderator', 'owner'];
const LEAST = { everyone: 'member', moderators: 'moderator', owners: 'owner' };

const rank = (role) => ROLES.indexOf(role);

/** Whether a role may do what is permitted from a level on. The server decides; this is what is offered. */
export const permits = (level = 'everyone', role) => rank(role) >= rank(LEAST[level]);

/** Whether somebody may act on another member: owners on everyone, moderators on those below them. */
export const mayActOn = (role, other) => role === 'owner' || (role === 'moderator' && rank(other) < rank(role));
