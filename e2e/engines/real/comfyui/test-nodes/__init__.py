# Nodes for tests of a real ComfyUI, which need no model: one that takes time, one that lets nothing else be
# answered meanwhile, one whose output ComfyUI keeps in its cache; and a route by which it restarts itself in the same
# process, as ComfyUI-Manager makes it on Linux and macOS.
import os
import sys
import time

import comfy.model_management
import torch
from server import PromptServer


class TestSlow:
    RETURN_TYPES = ('FLOAT',)
    FUNCTION = 'run'
    CATEGORY = 'test'
    OUTPUT_NODE = True

    @classmethod
    def INPUT_TYPES(cls):
        return {'required': {'seconds': ('FLOAT', {'default': 1.0, 'max': 600.0})}}

    @classmethod
    def IS_CHANGED(cls, **_):
        return time.time()

    def run(self, seconds):
        end = time.time() + seconds
        while time.time() < end:
            comfy.model_management.throw_exception_if_processing_interrupted()
            time.sleep(0.05)
        return {'ui': {'text': ['done']}, 'result': (seconds,)}


class TestBlock(TestSlow):
    # A power of large numbers keeps Python's lock, so that nothing else is answered meanwhile.
    def run(self, seconds):
        return {'ui': {'text': ['done']}, 'result': (float((3 ** int(5_000_000 * seconds)).bit_length()),)}


class TestCache:
    RETURN_TYPES = ('LATENT',)
    FUNCTION = 'run'
    CATEGORY = 'test'

    @classmethod
    def INPUT_TYPES(cls):
        return {'required': {'megabytes': ('INT', {'default': 1, 'max': 8192})}}

    def run(self, megabytes):
        return ({'samples': torch.ones(megabytes * 1024 * 1024 // 4)},)


class TestUse:
    RETURN_TYPES = ()
    FUNCTION = 'run'
    CATEGORY = 'test'
    OUTPUT_NODE = True

    @classmethod
    def INPUT_TYPES(cls):
        return {'required': {'latent': ('LATENT',)}}

    def run(self, latent):
        return {'ui': {'text': ['used']}}


NODE_CLASS_MAPPINGS = {node.__name__: node for node in (TestSlow, TestBlock, TestCache, TestUse)}


@PromptServer.instance.routes.get('/test/restart')
async def restart(_):
    os.execv(sys.executable, [sys.executable, *sys.argv])
