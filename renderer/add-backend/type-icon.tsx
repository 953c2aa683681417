import {
  BotMessageSquare,
  Box,
  Brain,
  Cloud,
  Image,
  type LucideIcon,
  Network,
  ServerCog,
  SquareTerminal,
  Workflow,
} from 'lucide-react';

const icons = new Map<string, LucideIcon>([
  ['localllama', Brain],
  ['llamaserver', ServerCog],
  ['ollama', BotMessageSquare],
  ['comfyui_selfstart', Workflow],
  ['comfyui_api', Workflow],
  ['auto_webui_selfstart', Image],
  ['auto_webui_api', Image],
  ['swarmswarmbackend', Network],
  ['simpleremotellm', Cloud],
  ['command', SquareTerminal],
]);

/** The icon of a backend type; a plain box for a type without one. Screen readers skip it, because the name stands beside it. */
export function TypeIcon({ typeId }: { typeId: string }) {
  const Icon = icons.get(typeId) ?? Box;
  return <Icon size={20} strokeWidth={1.7} aria-hidden className="sy-type-icon" />;
}
