// The least that an Electron application is: one window with an empty page.
'use strict';

const { app, BrowserWindow, Menu } = require('electron');
const path = require('node:path');

app.setPath('userData', process.argv.at(-1));
Menu.setApplicationMenu(null);
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  void window.loadFile(path.join(__dirname, 'index.html'));
});
