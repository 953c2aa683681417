import type { presetWords } from '../../en/settings/presets.ts';
import type { Translation } from '../../message.ts';

export const presetTranslation: Translation<typeof presetWords> = {
  llama_server:
    '使用单个模型的 llama-server。请将 {model} 换成 GGUF 文件的路径。无法要求它释放显存和内存；在参数中加入 {sleep} 后，较新的版本会在未使用时自动释放。“{usages}”即 --parallel 的值；{origins} 时，其他来源的网页无法读取其回答。',
  llama_server_router:
    '作为路由器的 llama-server：按请求加载文件夹中的 GGUF 文件。请将 {folder} 换成该文件夹，并将释放请求正文中的 {model} 换成要卸载的模型名称。',
  vllm: '以休眠模式运行的 vllm serve，便于释放显存。请将 {model} 换成模型。释放后，需由 {wake} 唤醒或重启才会再次响应。首次启动要下载和编译，耗时较长。',
  ollama:
    '在已安装的 Ollama 之外单独运行的服务器，使用相同的模型。经过 {variable} 后自动释放显存和内存。要手动释放，请将释放请求正文中的 {model} 换成“ollama list”显示的模型名称。',
  koboldcpp:
    '使用单个模型的 KoboldCpp。请将 {model} 换成 GGUF 文件的路径，将 {folder} 换成任意文件夹：用于释放的管理模式需要它。释放后 KoboldCpp 会在没有模型的情况下重启。',
  a1111:
    '启用 API 的 Stable Diffusion web UI（AUTOMATIC1111 或 Forge）。类型“{type}”功能更多：显示检查点和任务，停止时会等待图像完成。请将 {folder} 换成其文件夹。在 Windows 上，程序是该文件夹中的 {python}，参数以 launch.py 开头。释放后，{reload} 会重新加载模型。',
};
