/** A conversation with a language model, or a text that it continues. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { usePanelServices } from '../../panel-context.tsx';
import { ChatMessages } from './chat-messages.tsx';
import { Composer } from './composer.tsx';
import type { ChatMode } from './conversation.ts';

const emptyTexts: Record<ChatMode, string> = {
  chat: 'Say something to the model. What is said stays in this page and is gone when the page is closed.',
  completion: 'The model continues a text, without the form of a conversation.',
};

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
        empty={emptyTexts[mode]}
        onRetry={() => void conversation.retry(model)}
      />
      <Composer conversation={conversation} mode={mode} model={model} />
    </>
  );
}
