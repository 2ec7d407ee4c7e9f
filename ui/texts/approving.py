"""Texts of the panel in which a colleague allows one act."""

TITLE = "«{what}» با رمز همکار"
HINT = "{who} می‌تواند اجازه دهد. اجازه تنها برای همین یک کار است و با نام هر دو نفر ثبت می‌شود."
WHO = "چه کسی اجازه می‌دهد؟"
REASON = "چرا؟"
PIN = "رمز همکار"
ALLOW, CANCEL = "اجازه می‌دهم", "انصراف"
NOBODY = "کسی در این پیشخوان نیست که بتواند اجازه دهد."
