/** The arguments of ComfyUI: those that Switchyard adds, and those of a person that Switchyard has to follow. */
import type { ComfySettings } from './comfyui-settings.ts';

const PREVIEWS = { false: 'none', true: 'latent2rgb', taesd: 'taesd' };
const FRONT_ENDS = {
  Latest: 'Comfy-Org/ComfyUI_frontend@latest',
  Legacy: 'Comfy-Org/ComfyUI_legacy_frontend@latest',
  // ComfyUI serves the version that its own requirements name.
  None: null,
  LatestSwarmValidated: null,
};

/** The arguments that Switchyard adds, besides the port. */
export function defaultArguments({ EnablePreviews, FrontendVersion }: ComfySettings): string[] {
  const frontEnd = FRONT_ENDS[FrontendVersion];
  return [
    '--disable-auto-launch',
    '--preview-method',
    PREVIEWS[EnablePreviews],
    ...(frontEnd === null ? [] : ['--front-end-version', frontEnd]),
  ];
}

/** @returns the value of the last argument of that name, written `--name value` or `--name=value` */
export function findArgument(args: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  for (const [index, argument] of args.entries()) {
    if (argument.startsWith(`${name}=`)) value = argument.slice(name.length + 1);
    else if (argument === name && !args[index + 1]?.startsWith('--')) value = args[index + 1];
  }
  return value;
}

/** The host name under which ComfyUI answers. `--listen` without a value, and its wildcards, include the loopback address. */
export function listenHost(args: readonly string[]): string {
  const [first = ''] = (findArgument(args, '--listen') ?? '').split(',');
  if (first === '' || first === '0.0.0.0' || first === '::') return '127.0.0.1';
  return first.includes(':') ? `[${first}]` : first;
}
