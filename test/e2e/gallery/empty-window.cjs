/** A window of the tests' Electron with nothing in it, into which the gallery puts its screens. */
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 832, useContentSize: true });
  return window.loadURL('about:blank');
});
