import { defineArea } from '../../message.ts';

/** The table of backends. */
export const backendTableWords = defineArea('backendTable', {
  backends: 'Backends',
  selected: 'Selected',
  switch: 'Switch',
  actions: 'Actions',
  columns: 'Columns',
  sortBy: 'Sort by {column}',
  widthOf: 'Width of {column}',
  column_status: 'Status',
  column_title: 'Title',
  column_type: 'Type',
  column_model: 'Model',
  column_gpu: 'GPU',
  column_vram: 'VRAM',
  column_ram: 'RAM',
  column_cpu: 'CPU',
  column_used: 'Last used',
  column_up: 'Up',
  column_tags: 'Tags',
  column_address: 'Address',
  column_restarts: 'Restarts',
});
