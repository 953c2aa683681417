/** Catches a fault of the panel's components. Instead of a blank page the user sees what happened, and can reload. */

import { Button, Code } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { describeError, type ReportFault } from './report-fault.ts';
import './error-boundary.css';

const t = words(shellWords);

interface Props {
  report: ReportFault;
  children: ReactNode;
}

interface State {
  /** The fault in one line; null if there is none. */
  message: string | null;
  isReported: boolean;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { message: null, isReported: false };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { message: describeError(error) };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo) {
    void this.props
      .report({ source: 'render', error, componentStack: componentStack ?? undefined })
      .then((isReported) => this.setState({ isReported }));
  }

  override render() {
    const { message, isReported } = this.state;
    if (message === null) return this.props.children;
    return (
      <main className="sy-stopped" role="alert">
        <h1>{t('panelStopped')}</h1>
        <p>{t('panelStoppedText')}</p>
        <p>{t('panelStoppedError')}</p>
        <Code block>{message}</Code>
        {isReported ? <p>{t('errorIsInLog')}</p> : null}
        <Button mt="md" onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      </main>
    );
  }
}
