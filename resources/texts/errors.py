"""The Persian sentence of every error code."""

from resources.texts.sentences.directory import DIRECTORY_SENTENCES
from resources.texts.sentences.field import FIELD_SENTENCES
from resources.texts.sentences.hub import HUB_SENTENCES
from resources.texts.sentences.imports import IMPORT_SENTENCES
from resources.texts.sentences.paper import PAPER_SENTENCES
from resources.texts.sentences.plans import PLAN_SENTENCES
from resources.texts.sentences.screen import SCREEN_SENTENCES
from resources.texts.sentences.service import SERVICE_SENTENCES
from resources.texts.sentences.store import STORE_SENTENCES
from resources.texts.sentences.sync import SYNC_SENTENCES

SENTENCES: dict[str, str] = {**FIELD_SENTENCES}

SENTENCES |= SERVICE_SENTENCES
SENTENCES |= IMPORT_SENTENCES
SENTENCES |= SCREEN_SENTENCES
SENTENCES |= STORE_SENTENCES
SENTENCES |= PAPER_SENTENCES
SENTENCES |= SYNC_SENTENCES
SENTENCES |= HUB_SENTENCES
SENTENCES |= DIRECTORY_SENTENCES
SENTENCES |= PLAN_SENTENCES
