/** The arguments that Switchyard adds for ComfyUI. */
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
