import type { presetWords } from '../../en/settings/presets.ts';
import type { Translation } from '../../message.ts';

export const presetTranslation: Translation<typeof presetWords> = {
  llama_server:
    'モデルが1つのllama-serverです。{model}をGGUFファイルのパスに置き換えてください。メモリの解放を求めることはできませんが、引数に{sleep}を入れると、新しいバージョンは使われないときに自動で解放します。「{usages}」は--parallelの値です。{origins}の間、ほかのオリジンのWebページは応答を読めません。',
  llama_server_router:
    'ルーターとしてのllama-serverです。フォルダー内のGGUFファイルを、求められたときに読み込みます。{folder}をそのフォルダーに、メモリ解放のリクエスト本文の{model}をアンロードするモデルの名前に置き換えてください。',
  vllm: 'メモリを解放できるよう、スリープモードで動かすvllm serveです。{model}をモデルに置き換えてください。メモリの解放後は、{wake}で復帰させるか再起動すると、また応答します。初回の起動はダウンロードとコンパイルのため時間がかかります。',
  ollama:
    'インストール済みのOllamaとは別に動く、同じモデルを使うサーバーです。{variable}の時間がたつと自動でメモリを解放します。手動で解放するには、メモリ解放のリクエスト本文の{model}を「ollama list」に表示されるモデル名に置き換えてください。',
  koboldcpp:
    'モデルが1つのKoboldCppです。{model}をGGUFファイルのパスに、{folder}を任意のフォルダーに置き換えてください。メモリを解放する管理モードに必要です。解放すると、KoboldCppはモデルなしで再起動します。',
  a1111:
    'APIを有効にしたStable Diffusion web UI（AUTOMATIC1111またはForge）です。種類「{type}」のほうが高機能で、チェックポイントとジョブを表示し、停止時に画像の完了を待ちます。{folder}をそのフォルダーに置き換えてください。Windowsでは、プログラムはフォルダー内の{python}、引数の先頭はlaunch.pyです。メモリの解放後は、{reload}でモデルを読み込み直せます。',
};
