/** The arguments of ComfyUI: those that Switchyard adds, and what a person's own arguments mean. */
import type { ComfySettings } from './comfyui-settings.ts';

const PREVIEWS = { false: 'none', true: 'latent2rgb', taesd: 'taesd' };
const FRONT_ENDS = {
  Latest: 'Comfy-Org/ComfyUI_frontend@latest',
  Legacy: 'Comfy-Org/ComfyUI_legacy_frontend@latest',
  // ComfyUI serves the version that its own requirements name.
  None: null,
  LatestSwarmValidated: null,
};

export function internalArguments({ EnablePreviews, FrontendVersion }: ComfySettings): string[] {
  const frontEnd = FRONT_ENDS[FrontendVersion];
  return [
    '--disable-auto-launch',
    '--preview-method',
    PREVIEWS[EnablePreviews],
    ...(frontEnd === null ? [] : ['--front-end-version', frontEnd]),
  ];
}

/** The value of an argument, written `--name value` or `--name=value`; the last one counts. */
export function argumentValue(args: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  for (const [index, argument] of args.entries()) {
    if (argument.startsWith(`${name}=`)) value = argument.slice(name.length + 1);
    else if (argument === name && !args[index + 1]?.startsWith('--')) value = args[index + 1];
  }
  return value;
}

/** Where it can be asked: `--listen` alone, and its wildcards, include this machine's own address. */
export function hostOf(args: readonly string[]): string {
  const [first = ''] = (argumentValue(args, '--listen') ?? '').split(',');
  if (first === '' || first === '0.0.0.0' || first === '::') return '127.0.0.1';
  return first.includes(':') ? `[${first}]` : first;
}
