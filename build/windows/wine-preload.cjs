// Loaded into every Node that runs under Wine.
// Wine 8 does not know the socket option TCP_KEEPIDLE: a connection for which keep-alive was asked before it stands, as `fetch`
// asks, fails with UNKNOWN. No test depends on the keep-alive of TCP.
const { Socket } = require('node:net');

Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};
