"""The sample export, the expected results of its import, and the codes of its faults."""

import json
from typing import Any

from tests.services.imports.sheets import SAMPLES

SAMPLE = SAMPLES / "dealer-export.xlsx"

ANSWERS: dict[str, Any] = json.loads((SAMPLES / "dealer-export.answers.json").read_text(encoding="utf-8"))

CODES = {
    "impossible_date": {"date_month", "date_day"},
    "missing_request_number": {"import_request_number_missing"},
    "duplicate_conflict": {"import_duplicate_conflict"},
    "bad_sheba": {"sheba_check"},
    "negative_amount": {"amount_negative"},
    "bad_national_code": {"national_code_check", "legal_id_check"},
    "unknown_status": {"import_status_unknown"},
    "bad_vin": {"vin_letter"},
    "duplicate_same": {"import_duplicate_same"},
}
