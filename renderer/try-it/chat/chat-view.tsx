/** A conversation with a language model, or a text that it continues. */

import { useEffect } from 'react';
import { useStore } from 'zustand';
import { tryItWords } from '../../../shared/words/en/try-it.ts';
import { words } from '../../../shared/words/words.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { ChatMessages } from './chat-messages.tsx';
import { Composer } from './composer.tsx';
import type { ChatMode } from './conversation.ts';

const t = words(tryItWords);

const emptyTexts = { chat: 'chatText', completion: 'completionText' } as const satisfies Record<
  ChatMode,
  string
>;

export function ChatView({ id, mode, model }: { id: number; mode: ChatMode; model: string | null }) {
  const { conversationWith } = usePanelServices();
  const conversation = conversationWith(id, mode);
  const { messages } = useStore(conversation.store);
  // Nobody reads on, so the backend is free for others.
  useEffect(() => conversation.stop, [conversation]);
  return (
    <>
      <ChatMessages
        messages={messages}
        empty={t(emptyTexts[mode])}
        onRetry={() => void conversation.retry(model)}
      />
      <Composer conversation={conversation} mode={mode} model={model} />
    </>
  );
}
