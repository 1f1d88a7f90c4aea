import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mayActOn, permits } from '../../../../webroot/js/model/permissions.js';
import { Conversation } from '../../../../webroot/js/model/conversation.js';
import { FakeServer } from './fake-server.mjs';
import { settle } from './fakes.mjs';

const ROLES = ['owner', 'moderator', 'member', 'read_only'];
const row = (holds) => ROLES.map((role) => (holds(role) ? '+' : '-')).join(' ');

describe('permissions', () => {
  test('a level permits from its role on, and never readers', () => {
    assert.equal(row((role) => permits('everyone', role)), '+ + + -');
    assert.equal(row((role) => permits('moderators', role)), '+ + - -');
    assert.equal(row((role) => permits('owners', role)), '+ - - -');
    assert.equal(row((role) => permits(undefined, role)), '+ + + -');
    assert.equal(permits('everyone', null), false);
  });

  test('owners act on everyone, moderators on those below them', () => {
    assert.equal(row((other) => mayActOn('owner', other)), '+ + + +');
    assert.equal(row((other) => mayActOn('moderator', other)), '- - + +');
    assert.equal(row((other) => mayActOn('member', other)), '- - - -');
  });
});

describe('a conversation whose order changes', () => {
  const settings = (post) => ({ joinPolicy: 'open', permissions: { post }, slowModeSeconds: 0 });

  function open() {
    const server = new FakeServer('1');
    const id = server.conversation();
    const conversation = new Conversation({ ...server.view(server.conversations.get(id)), settings: settings('everyone') },
      { gateway: server, clock: { now: () => 0, setTimeout: () => 0, clearTimeout: () => {} }, me: '1' });
    let rev = 1;
    const happen = (event) => conversation.offer({ conversation: id, rev: ++rev, time: 1, actor: '2', afterSeq: 0, ...event });
    return { conversation, happen };
  }

  test('follows the own role and the settings', async () => {
    const { conversation, happen } = open();
    assert.equal(conversation.mayPost, true);
    happen({ type: 'role', account: '1', role: 'read_only' });
    await settle();
    assert.equal(conversation.mayPost, false);
    happen({ type: 'role', account: '1', role: 'member' });
    happen({ type: 'settings', settings: settings('moderators') });
    await settle();
    assert.equal(conversation.mayPost, false);
    happen({ type: 'role', account: '3', role: 'moderator' });
    await settle();
    assert.equal(conversation.role, 'member');
  });

  test('counts who is removed once, also when a ban follows', async () => {
    const { conversation, happen } = open();
    happen({ type: 'member', change: 'removed', account: '2' });
    happen({ type: 'member', change: 'banned', account: '2' });
    happen({ type: 'member', change: 'unbanned', account: '2' });
    await settle();
    assert.equal(conversation.memberCount, 1);
  });
});
