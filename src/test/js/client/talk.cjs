// Talks by the official client over one transport of SockJS, step by step, and prints what happens.
// Arguments: the bridge's URL with a ticket, the transport.
const EventBus = require('@vertx/eventbus-bridge-client.js');
const { randomUUID } = require('crypto');

const [url, transport] = process.argv.slice(2);
// A machine that is busy is no reason to give the transport up.
const bus = new EventBus(url, { transports: [transport], timeout: 20_000 });

const post = (conversation, text) => new Promise(resolve => {
  const body = { conversation, text, clientId: randomUUID() };
  bus.send('cmd.message.post', body, (failure, reply) => resolve({ failure, reply }));
});

const acknowledged = new Map();
bus.onevent = (event, message) => {
  if (event === 'registered') acknowledged.get(message.address)();
  return true;
};
const register = (address, handler) => new Promise(resolve => {
  acknowledged.set(address, resolve);
  bus.registerHandler(address, { ack: 'true' }, handler);
});

bus.onclose = event => {
  console.log('closed ' + event.code);
  process.exit(event.code === 1000 ? 0 : 1);
};

bus.onopen = async () => {
  console.log('transport ' + bus.sockJSConn.transport);

  let heard;
  const hears = new Promise(resolve => { heard = resolve; });
  const handler = (failure, message) => {
    console.log('heard ' + message.body.text);
    heard();
  };
  await register('conversation.5', handler);
  console.log('registered');

  const { reply } = await post('5', 'hello from node ☃ 😀 "quoted"');
  console.log('replied ' + reply.body.seq);
  await hears;

  const { failure } = await post('6', 'not mine');
  console.log('failed ' + failure.failureCode + ' ' + failure.failureType);

  await new Promise(resolve => bus.registerHandler('conversation.6', refusal => {
    console.log('refused ' + refusal.failureCode + ' ' + refusal.failureType);
    resolve();
  }));

  bus.unregisterHandler('conversation.5', handler);
  const after = await post('5', 'unheard');
  console.log('replied ' + after.reply.body.seq);
  // A second answer comes after whatever the first post would have brought.
  await register('user.1', () => {});
  console.log('done');
  bus.close();
};
