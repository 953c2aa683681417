"""A page of Gradio 3 with what the page of AUTOMATIC1111 uses: calls, the queue with its progress, uploads, files of results."""

import os
import sys
import time

import gradio as gr


def slow(text, progress=gr.Progress()):
    for step in range(3):
        progress((step, 3), desc="working")
        time.sleep(0.2)
    for part in range(3):
        time.sleep(0.2)
        yield f"{text} part {part}"


with gr.Blocks(title="Gradio three") as page:
    entry = gr.Textbox(label="In", elem_id="entry")
    said = gr.Textbox(label="Out", elem_id="said")
    gr.Button("Echo", elem_id="echo").click(lambda text: f"echo: {text}", entry, said, queue=False)
    gr.Button("Slow", elem_id="slow").click(slow, entry, said)
    file = gr.File(label="File", elem_id="file")
    size = gr.Textbox(label="Size", elem_id="size")
    file.change(lambda given: f"{os.path.getsize(given.name)} bytes" if given else "", file, size)
    picture = gr.Image(label="Picture", elem_id="picture")
    gallery = gr.Gallery(label="Results", elem_id="results")
    picture.change(lambda pixels: [] if pixels is None else [pixels[::-1]], picture, gallery)

page.queue()
page.launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True)
