"""A sheet of holders and their securities, CSV or XLSX, for companies without Open Cap Format."""
