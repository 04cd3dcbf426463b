// The layering of the product. Each rule's name is the sentence a violation prints.

const COMPOSITIONS = '^src/(main|cli)/(composition|connections)\\.ts$';
const UI_LIBRARIES =
  '^node_modules/(react|react-dom|react-intl|zustand|valibot|@fluentui|@formatjs|@tanstack|@types/react|@types/react-dom)(/|$)';

/** Folders of src other than the given ones, as a pattern. */
const othersThan = (...folders) => `^src/(?!(${folders.join('|')})/)`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no file takes part in an import cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every import can be resolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared imports no other part of the product',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: othersThan('shared') },
    },
    {
      name: 'shared uses nothing of Node or Electron',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core imports shared only, and valibot, which does no I/O',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^(src/(core|shared)|node_modules/valibot)/' },
    },
    {
      name: 'adapters import core and shared only',
      severity: 'error',
      from: { path: '^src/adapters/' },
      to: { path: othersThan('adapters', 'core', 'shared') },
    },
    {
      name: 'the lab imports shared only',
      severity: 'error',
      from: { path: '^src/lab/' },
      to: { path: othersThan('lab', 'shared') },
    },
    {
      name: 'the renderer imports shared only',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: othersThan('renderer', 'shared') },
    },
    {
      name: 'the renderer uses user-interface libraries only',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { pathNot: ['^src/', UI_LIBRARIES] },
    },
    {
      name: 'the preload imports shared and electron only',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: { pathNot: ['^src/(preload|shared)/', '^(node_modules/)?electron(/|$)'] },
    },
    {
      name: 'main imports adapters, core and shared only',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { path: othersThan('main', 'adapters', 'core', 'shared') },
    },
    {
      name: 'the command line imports adapters, core and shared only',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: othersThan('cli', 'adapters', 'core', 'shared') },
    },
    {
      name: 'nothing imports the lab: the compositions start it as a process of its own',
      severity: 'error',
      from: { pathNot: '^src/lab/' },
      to: { path: '^src/lab/' },
    },
    {
      name: 'electron is used in main and preload only',
      severity: 'error',
      from: { pathNot: '^src/(main|preload)/' },
      to: { path: '^(node_modules/)?electron(/|$)' },
    },
    {
      name: 'node-powershell is used in adapters/powershell only',
      severity: 'error',
      from: { pathNot: '^src/adapters/powershell/' },
      to: { path: '^node_modules/node-powershell(/|$)' },
    },
    {
      name: 'processes are started by adapters/powershell and the compositions only',
      severity: 'error',
      from: { pathNot: ['^src/adapters/powershell/', COMPOSITIONS] },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'msal-node is used in adapters/tenant only',
      severity: 'error',
      from: { pathNot: '^src/adapters/tenant/' },
      to: { path: '^node_modules/@azure/msal-node(/|$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
