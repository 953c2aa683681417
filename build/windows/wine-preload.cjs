// Loaded into every Node that runs under Wine.
// Wine 8 does not know the socket option TCP_KEEPIDLE: a connection for which keep-alive was asked before it stands, as `fetch`
// asks, fails with UNKNOWN. No test depends on the keep-alive of TCP.
const { createRequire, registerHooks } = require('node:module');
const { Socket } = require('node:net');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};

// The packages with machine code for Windows are outside of node_modules. Node looks for what is required in NODE_PATH too, but
// not for what is imported.
const windowsPackages = createRequire(join(process.env.NODE_PATH ?? '', 'none.js'));
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/^@[^/]+\/[^/]*win/.test(specifier)) throw error;
      return next(pathToFileURL(windowsPackages.resolve(specifier)).href, context);
    }
  },
});
