"""The Persian sentence of every error code."""

from resources.texts.field_errors import FIELD_SENTENCES
from resources.texts.hub_errors import HUB_SENTENCES
from resources.texts.import_errors import IMPORT_SENTENCES
from resources.texts.paper_errors import PAPER_SENTENCES
from resources.texts.screen_errors import SCREEN_SENTENCES
from resources.texts.service_errors import SERVICE_SENTENCES
from resources.texts.store_errors import STORE_SENTENCES
from resources.texts.sync_errors import SYNC_SENTENCES

SENTENCES: dict[str, str] = {**FIELD_SENTENCES}

SENTENCES |= SERVICE_SENTENCES
SENTENCES |= IMPORT_SENTENCES
SENTENCES |= SCREEN_SENTENCES
SENTENCES |= STORE_SENTENCES
SENTENCES |= PAPER_SENTENCES
SENTENCES |= SYNC_SENTENCES
SENTENCES |= HUB_SENTENCES
