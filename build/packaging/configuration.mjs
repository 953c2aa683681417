// What the installers are made of, for electron-builder.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Arch } from 'electron-builder';
import { ROOT } from '../scripts/source-tree.mjs';
import { APP_ID, HOMEPAGE, MAINTAINER } from './project-addresses.mjs';
import { productionPackages, reachedPackages } from './reached-packages.mjs';

/** Parts of packages that no program loads. Licences stay with what they are for. */
const NOT_LOADED = [
  '!**/*.{map,ts,mts,cts,tsx,flow,md,markdown,mkd,yml,yaml,tsbuildinfo}',
  '!**/node_modules/**/*.{sh,html,gif,ico,bnf,runkit_example.js}',
  '!**/node_modules/**/.*',
  '!**/node_modules/**/{README,readme,CHANGELOG,HISTORY,AUTHORS,CONTRIBUTORS,SECURITY}{,.txt}',
  '!**/node_modules/**/{Makefile,Gruntfile.js,gulpfile.js,eslint.config.*,tsconfig*.json,bower.json}',
  '!**/node_modules/{,@*/}*/{test,tests,spec,__tests__,bench,benchmark,benchmarks,example,examples}{,.js,.mjs,.cjs,/**}',
  '!**/node_modules/@kwsites/file-exists/dist/test{,/**}',
  '!**/node_modules/{,@*/}*/{docs,doc,website,man,scripts,integration,packages}{,/**}',
  '!**/node_modules/**/*.{test,spec,bench}.{js,mjs,cjs}',
  // Commands that packages bring.
  '!**/node_modules/{,@*/}*/{bin,cli}{,.js,/**}',
  '!**/node_modules/ipull/dist/cli{,/**}',
  // The same once more: for other kinds of modules, browsers, and earlier versions.
  '!**/node_modules/zod/{v3,mini,v4-mini,v4/mini}{,/**}',
  '!**/node_modules/{zod,simple-git}/**/*.cjs',
  '!**/node_modules/{fastify,pino}/build{,/**}',
  '!**/node_modules/pino/browser.js',
  // What llama.cpp could be compiled from, node-llama-cpp's own program, and its project templates.
  '!node_modules/node-llama-cpp/{bins,templates}{,/**}',
  '!node_modules/node-llama-cpp/llama/{addon,cmake,grammars,patches,profiles,toolchains,xpack}{,/**}',
  '!node_modules/node-llama-cpp/llama/{CMakeLists.txt,gitRelease.bundle,package.json}',
  '!node_modules/node-llama-cpp/dist/{cli/commands{,/**},cli/*.js,commands.js,apiDocsIndex.js}',
  // What koffi could be compiled from.
  '!node_modules/koffi/{cnoke.cjs,lib,vendor}{,/**}',
  '!node_modules/koffi/src/koffi/{CMakeLists.txt,indirect.*}',
  '!node_modules/koffi/src/koffi/src/{abi{,/**},*.cc,*.hh,*.inc,*.def,trampolines.cjs}',
  // Llama.cpp for other machines; each GPU variant that this one may have stays.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder puts its own values in.
  '!node_modules/@node-llama-cpp/!(${os}-${arch}*){,/**}',
  // Koffi's machine code for other machines; on Linux and macOS, where nothing loads it, there is none that this names.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder puts its own values in.
  '!node_modules/@koromix/!(koffi-${os}32-${arch}){,/**}',
];

/**
 * Reads the built programs in dist/: what they load is packed, what they do not is left out.
 * @returns {Promise<import('electron-builder').Configuration>}
 */
export async function createConfiguration() {
  const dist = join(ROOT, 'dist');
  const workers = readdirSync(join(dist, 'workers')).map((name) => join(dist, 'workers', name));
  const loadedByWorkers = await reachedPackages(workers);
  const loaded = await reachedPackages([join(dist, 'desktop', 'main.js')]);
  const notLoaded = [...productionPackages()].filter(
    (name) => !loaded.has(name) && !loadedByWorkers.has(name) && !/^@(node-llama-cpp|koromix)\//.test(name),
  );

  return /** @satisfies {import('electron-builder').Configuration} */ ({
    appId: APP_ID,
    productName: 'Switchyard',
    copyright: 'Copyright © 2026 The Switchyard contributors',
    directories: { output: 'release', buildResources: 'build/packaging' },
    extraMetadata: { homepage: HOMEPAGE },
    files: [
      'package.json',
      'dist/{desktop,icons,renderer,sample,workers}/**',
      'dist/licences.txt',
      `!**/node_modules/{${notLoaded.join(',')}}{,/**}`,
      ...NOT_LOADED,
    ],
    asar: true,
    // A worker is a process of its own, which finds what it imports beside it. Native code, and the model that llama.cpp
    // maps into memory, must be files in any case.
    asarUnpack: [
      'dist/{sample,workers}/**',
      `node_modules/{${[...loadedByWorkers].join(',')}}/**`,
      'node_modules/@{node-llama-cpp,koromix}/**',
    ],
    // Nothing is compiled: llama.cpp comes as a prebuilt binary that any version of Electron loads.
    npmRebuild: false,
    nodeGypRebuild: false,
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      // A changed program is a damaged one on Apple's processors until it is signed again.
      resetAdHocDarwinSignature: true,
    },
    electronLanguages: ['en-US'],
    protocols: { name: 'Switchyard', schemes: ['switchyard'] },
    // Updates are off until there is a feed: name it here, and electron-builder writes the app-update.yml that the app looks for.
    publish: null,
    afterPack: checkNativePackages,

    win: {
      // The second one runs from any folder, without being installed.
      target: [
        { target: 'nsis', arch: ['x64'] },
        { target: 'zip', arch: ['x64'] },
      ],
      icon: 'build/icons/icon.ico',
    },
    nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false },

    mac: {
      target: { target: 'dmg', arch: ['arm64', 'x64'] },
      icon: 'build/icons/icon.icns',
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: 'build/packaging/entitlements.mac.plist',
      entitlementsInherit: 'build/packaging/entitlements.mac.plist',
    },

    linux: {
      target: ['AppImage', 'deb'],
      icon: 'build/icons/app',
      category: 'Development',
      synopsis: 'A control panel for AI workers',
      maintainer: MAINTAINER,
      vendor: 'The Switchyard contributors',
      executableName: 'switchyard',
      syncDesktopName: true,
      desktop: { entry: { Keywords: 'AI;LLM;GPU;llama.cpp;ComfyUI;', StartupNotify: 'true' } },
    },
    deb: { packageCategory: 'utils' },
  });
}

/**
 * npm installs native code for the machine it runs on: an app for another one would be packed without, and say so only when
 * somebody loads a model or, on Windows, starts any backend.
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function checkNativePackages({ packager, appOutDir, electronPlatformName, arch }) {
  const packages = join(packager.getResourcesDir(appOutDir), 'app.asar.unpacked', 'node_modules');
  const system =
    { darwin: 'mac', win32: 'win', linux: 'linux' }[electronPlatformName] ?? electronPlatformName;
  const llama = `@node-llama-cpp/${system}-${Arch[arch]}${electronPlatformName === 'darwin' && Arch[arch] === 'arm64' ? '-metal' : ''}`;
  if (!existsSync(join(packages, llama, 'bins')))
    throw new Error(
      `llama.cpp for ${system} on ${Arch[arch]} is not installed. Run: npm install --no-save --force ${llama}`,
    );
  const koffi = `@koromix/koffi-win32-${Arch[arch]}`;
  if (electronPlatformName === 'win32' && !existsSync(join(packages, koffi)))
    throw new Error(
      `koffi for Windows on ${Arch[arch]} is not installed. Run: npm install --no-save --force ${koffi}`,
    );
}
