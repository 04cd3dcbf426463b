// Loaded into an application's main process before the application: tells when its window is ready to be shown.
'use strict';

const { app } = require('electron');

app.once('browser-window-created', (_event, window) => {
  window.once('ready-to-show', () => {
    const readyToShow = Date.now() - process.getCreationTime();
    process.stdout.write(`${JSON.stringify({ readyToShow })}\n`);
  });
});
