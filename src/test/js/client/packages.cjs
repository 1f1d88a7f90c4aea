// Prints the versions of the official client and of the SockJS client that it runs on.
for (const name of ['@vertx/eventbus-bridge-client.js', 'sockjs-client']) {
  console.log(name + ' ' + require(name + '/package.json').version);
}
