import { Button, Input } from '@mantine/core';
import { FolderOpen, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { PathBrowser } from '../path-browser.tsx';
import { usePathCheck } from '../use-path-check.ts';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { controlProps } from './text-widgets.tsx';

export function FilePathWidget(props: WidgetProps) {
  return <PathWidget props={props} wanted="file" />;
}

export function FolderPathWidget(props: WidgetProps) {
  return <PathWidget props={props} wanted="folder" />;
}

/** A path on the machine that Switchyard runs on, which need not be the one of this browser. */
function PathWidget({ props, wanted }: { props: WidgetProps; wanted: 'file' | 'folder' }) {
  const [browsing, setBrowsing] = useState(false);
  const path = asText(props.raw);
  const warning = usePathCheck(props.invalid ? '' : path, wanted);
  return (
    <>
      <div className="sy-path">
        <Input
          {...controlProps(props)}
          className="sy-grow"
          classNames={{ input: 'sy-mono' }}
          value={path}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
        <Button
          variant="default"
          size="sm"
          disabled={props.disabled}
          leftSection={<FolderOpen size={15} aria-hidden />}
          aria-label={`Browse for ${props.info.label}`}
          onClick={() => setBrowsing(true)}
        >
          Browse
        </Button>
      </div>
      <div role="status" className="sy-warning">
        {warning === null ? null : (
          <>
            <TriangleAlert size={13} aria-hidden /> {warning}
          </>
        )}
      </div>
      {browsing ? (
        <PathBrowser
          wanted={wanted}
          start={path}
          label={props.info.label}
          onChoose={(chosen) => {
            props.onChange(chosen);
            setBrowsing(false);
          }}
          onClose={() => setBrowsing(false)}
        />
      ) : null}
    </>
  );
}
